namespace AlgoTrendy.Platform.Homes;

/// <summary>The locks of the modules that this process runs on a home folder.</summary>
internal sealed class HomeLocks(Home home) : IDisposable
{
    private readonly List<ModuleLock> _held = [];

    /// <summary>Whether the module is this process's alone from now on.</summary>
    public bool TryTake(string module)
    {
        if (ModuleLock.TryTake(home, module) is not { } taken) return false;
        _held.Add(taken);
        return true;
    }

    /// <exception cref="SetupException">Another process has one of them; says which, and what to do.</exception>
    public void TakeAll(IEnumerable<string> modules)
    {
        foreach (var module in modules)
            if (!TryTake(module)) throw new SetupException($"The home folder {home.Path} is in use: {Describe(module)} Stop it, or give this one a --home of its own.");
    }

    /// <summary>Who has a module open, as a sentence.</summary>
    public string Describe(string module) => ModuleLock.FindHolder(home, module) switch
    {
        { Address: { } address } holder => $"process {holder.ProcessId} serves {module} at {address}.",
        { } holder => $"process {holder.ProcessId} works on {module}.",
        null => $"another process works on {module}.",
    };

    public void Announce(Uri address) => _held.ForEach(held => held.Announce(address));

    public void Dispose()
    {
        _held.ForEach(held => held.Dispose());
        _held.Clear();
    }
}
