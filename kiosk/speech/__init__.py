"""What is said aloud: sentences to sound, and sound to a jack or a loudspeaker. No Qt, no cloud."""
