"""What templates of reporting show, prepared."""
