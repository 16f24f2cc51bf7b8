enum OnDeviceModule {}
