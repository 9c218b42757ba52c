"""What several tests share: processes started, graphs made up, answers read."""
