"""What every step of the journey uses: money, dates, identity, parties, aggregates, refusals."""
