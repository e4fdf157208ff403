namespace AlgoTrendy.Platform.Asking;

/// <summary>A module in another process could not be asked, or failed on its side.</summary>
internal sealed class RemoteFault(string module, string code, string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>The code when nobody answers.</summary>
    public const string Unavailable = "module-unavailable";

    public string Module => module;

    /// <summary>The code of the problem that the other side told, or one of ours.</summary>
    public string Code => code;
}
