import ArgumentParser

@main
struct OnDeviceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ondevice", abstract: "Understands your chats on this machine.")
}
