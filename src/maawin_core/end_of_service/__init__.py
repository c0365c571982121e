"""End of service (M12): gratuity, leave and the final settlement."""
