enum TensorModule {}
