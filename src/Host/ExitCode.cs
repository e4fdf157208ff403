namespace AlgoTrendy.Host;

/// <summary>How commands end; scripts rely on it.</summary>
internal static class ExitCode
{
    public const int Success = 0;
    public const int Failure = 1;
    public const int WrongUsage = 2;
}
