"""What is looked at before an agreement is sent. Each part registers its checks, in the order in
which a reader meets them."""

from importlib import import_module

for deel in ("gegevens", "werkplek", "uren", "periode", "mensen", "bedragen"):
    import_module(f"overeenkomsten.controles.{deel}")
