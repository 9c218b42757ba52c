"""What several tests share: processes, made-up graphs, readers of answers."""
