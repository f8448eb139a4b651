"""Which files does Acme's manager bring along on the first Monday?"""
