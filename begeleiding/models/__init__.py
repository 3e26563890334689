from begeleiding.models.contactmoment import Contactmoment

__all__ = ["Contactmoment"]
