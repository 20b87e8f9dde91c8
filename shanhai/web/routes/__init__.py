"""What the application answers, one module per noun."""

from .static import static

ROUTES = (static,)
