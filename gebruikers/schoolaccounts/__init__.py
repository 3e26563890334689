"""Signing in with an account of the school: OpenID Connect (Entra, Google, others), Smartschool.

Who somebody is here stays a Gebruiker whom a school invited; an outside account is only another key
to it. See docs/besluiten/0016.
"""
