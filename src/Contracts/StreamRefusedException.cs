namespace AlgoTrendy.Contracts;

/// <summary>A stream that cannot be given as it was asked for, or no longer: how a contract says no where there is no reply to say it in. The reader gets the same whether the module is in this process or in another.</summary>
/// <param name="code">Stable, kebab-case: no-live-feed. Each stream names its own.</param>
/// <param name="message">A sentence that says what to do.</param>
public sealed class StreamRefusedException(string code, string message, Exception? cause = null) : Exception(message, cause)
{
    public string Code => code;
}
