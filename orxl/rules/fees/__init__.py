"""Rules about members, population and fees."""
