"""The disk that everybody shares: who takes how much of it, and how one loop is kept from all."""
