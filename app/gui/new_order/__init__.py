"""Recording a new order."""
