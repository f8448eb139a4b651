"""Who wins when several people approve, withdraw, sign or decide the same thing at the same moment?"""
