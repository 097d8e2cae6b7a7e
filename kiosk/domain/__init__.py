"""What queuing is: pure rules, no clock, no chance, no I/O."""
