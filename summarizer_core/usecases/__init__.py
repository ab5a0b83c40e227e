"""What users and programs can do. Each use case takes an actor and checks what it may do."""
