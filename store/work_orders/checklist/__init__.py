"""The checklist of work orders, their custom fields and tags, as their own operations write them."""
