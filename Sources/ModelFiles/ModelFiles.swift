enum ModelFilesModule {}
