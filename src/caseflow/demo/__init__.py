"""The invented installation for practice: two organisations, their people, and cases in every stage of their life."""
