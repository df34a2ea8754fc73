"""What is done: one function a use case. The window and the command line call nothing else."""
