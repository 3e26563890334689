"""Is the product ready to serve: database, migrations, Redis and a worker."""

from celery import current_app
from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import DatabaseError
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError


def _databank() -> str:
    try:
        uitvoerder = MigrationExecutor(connection)
    except DatabaseError:
        return "geen antwoord"
    te_doen = uitvoerder.migration_plan(uitvoerder.loader.graph.leaf_nodes())
    return f"{len(te_doen)} migraties te doen" if te_doen else ""


def _redis() -> str:
    try:
        cache.set("gereed", 1, 5)
        return "" if cache.get("gereed") == 1 else "onthoudt niets"
    except (OSError, RedisError):
        return "geen antwoord"


def _werker() -> str:
    try:
        antwoord = current_app.control.inspect(limit=1, timeout=2).ping()
    except (OSError, RedisError, OperationalError):
        return "geen antwoord"
    return "" if antwoord else "geen antwoord"


def klachten() -> dict[str, str]:
    """What is not ready: part → what is wrong. Empty when all is well."""
    delen = {"databank": _databank, "redis": _redis, "werker": _werker}
    return {naam: klacht for naam, deel in delen.items() if (klacht := deel())}
