"""The index of people and the words it is asked in; one of the places of dialect."""
