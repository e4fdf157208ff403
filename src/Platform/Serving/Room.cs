namespace AlgoTrendy.Platform.Serving;

/// <summary>A module and the port that it has where it runs alone.</summary>
public sealed record Room(IModule Module, int Port);
