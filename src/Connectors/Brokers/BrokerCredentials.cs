namespace AlgoTrendy.Connectors.Brokers;

/// <summary>What opens a broker. Which money it reaches is the type, never a flag: a closed set, and each connector has a door for each type it serves.</summary>
public abstract class BrokerCredentials
{
    private protected BrokerCredentials() { }

    public sealed override string ToString() => $"{GetType().Name} (hidden)";
}

/// <summary>The platform's own simulated venue: no key, and no vendor's connector takes it.</summary>
public sealed class PaperCredentials : BrokerCredentials;

/// <summary>A vendor's test network: real protocol, play money.</summary>
public sealed class TestnetCredentials(ApiKey key) : BrokerCredentials
{
    internal ApiKey Key { get; } = key;
}

/// <summary>A venue on this machine that speaks a vendor's protocol: the crash test's, or one's own.</summary>
public sealed class LoopbackCredentials : BrokerCredentials
{
    /// <exception cref="ArgumentException">An address is not of this machine.</exception>
    public LoopbackCredentials(ApiKey key, Uri rest, Uri stream)
    {
        Key = key;
        Rest = OnThisMachine(rest, nameof(rest), "http", "https");
        Stream = OnThisMachine(stream, nameof(stream), "ws", "wss");
    }

    public Uri Rest { get; }

    public Uri Stream { get; }

    internal ApiKey Key { get; }

    // The address itself and not a name: what a name stands for is decided elsewhere.
    private static Uri OnThisMachine(Uri address, string parameter, params string[] schemes) =>
        address.IsAbsoluteUri && schemes.Contains(address.Scheme) && address.Host is "127.0.0.1" or "[::1]" && address.UserInfo.Length == 0
            ? address
            : throw new ArgumentException($"'{address}' is not of this machine: {schemes[0]}://127.0.0.1 or {schemes[0]}://[::1].", parameter);
}

/// <summary>Real money. It can't be made without somebody's opt-in for exactly this account.</summary>
public sealed class LiveCredentials : BrokerCredentials
{
    /// <exception cref="ArgumentException">The opt-in is for another account.</exception>
    public LiveCredentials(string account, ApiKey key, LiveOptIn optIn)
    {
        if (optIn.Account != account) throw new ArgumentException($"The opt-in is for account '{optIn.Account}', not for '{account}'.", nameof(optIn));
        Account = account;
        Key = key;
        OptIn = optIn;
    }

    public string Account { get; }

    public LiveOptIn OptIn { get; }

    internal ApiKey Key { get; }
}
