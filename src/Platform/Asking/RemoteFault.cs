namespace AlgoTrendy.Platform.Asking;

/// <summary>A module in another process could not be asked, or failed on its side. Of the world, like a file that cannot be read: no fault of whoever asked.</summary>
internal sealed class RemoteFault(string module, string code, string message, Exception? cause = null) : IOException(message, cause)
{
    /// <summary>The code when nobody answers.</summary>
    public const string Unavailable = "module-unavailable";

    public string Module => module;

    /// <summary>The code of the problem that the other side told, or one of ours.</summary>
    public string Code => code;
}
