"""The course's workshop: builds notebooks, holds them to their rules, runs every test."""
