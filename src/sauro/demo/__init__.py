"""The demo world, built through the actions of other rooms. Does not belong here: any table, any rule."""
