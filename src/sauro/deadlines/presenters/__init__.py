"""What pages of this room show, one file a page. Does not belong here: queries that others ask (``queries``), markup."""
