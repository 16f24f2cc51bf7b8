enum TokenizationModule {}
