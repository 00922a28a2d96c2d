"""What rules about the programme share: amounts, keys, texts, members, what is as declared."""
