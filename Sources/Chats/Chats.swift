enum ChatsModule {}
