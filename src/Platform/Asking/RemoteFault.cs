namespace AlgoTrendy.Platform.Asking;

/// <summary>A module in another process could not be asked, or failed on its side. Of the world, like a file that cannot be read: no fault of whoever asked.</summary>
internal sealed class RemoteFault(string module, string code, string message, Exception? cause = null) : IOException(message, cause)
{
    /// <summary>The code when nobody answers.</summary>
    public const string Unavailable = "module-unavailable";

    /// <summary>The code when a stream breaks off: the connection died, or the other side went away. What was not read can be asked for again.</summary>
    public const string Lost = "stream-lost";

    /// <summary>The code when what came is not as the contract says.</summary>
    public const string Malformed = "malformed-reply";

    public string Module => module;

    /// <summary>The code of the problem that the other side told, or one of ours.</summary>
    public string Code => code;
}
