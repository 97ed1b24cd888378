"""Pure decisions on checklists, custom fields and tags: who may do what in which state."""
