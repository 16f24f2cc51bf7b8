enum TransformerModule {}
