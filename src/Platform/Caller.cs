namespace AlgoTrendy.Platform;

/// <summary>On whose behalf something is asked: a user with roles, or a part of this house itself.</summary>
/// <param name="Roles">Every role held, the included ones too.</param>
public sealed record Caller(string Name, IReadOnlyList<string> Roles, bool IsService)
{
    /// <summary>Whoever nobody vouches for: may do nothing.</summary>
    public static readonly Caller Nobody = new("nobody", [], IsService: false);

    /// <summary>The person at this machine, as long as there is no login.</summary>
    public static readonly Caller LocalUser = new("local", Platform.Roles.OfUsers, IsService: false);

    public static Caller Service(string module) => new(module, [Platform.Roles.Service], IsService: true);

    public bool Is(string role) => Roles.Contains(role);
}

/// <summary>Knows the caller of the work at hand; it follows the work through awaits and over contracts into other processes.</summary>
/// <param name="otherwise">Who calls where nobody said so.</param>
public sealed class CallerContext(Caller otherwise)
{
    private readonly AsyncLocal<Caller?> _current = new();

    public Caller Current => _current.Value ?? otherwise;

    /// <summary>Works on behalf of <paramref name="caller"/> until the answer is disposed.</summary>
    public IDisposable Become(Caller caller)
    {
        var before = _current.Value;
        _current.Value = caller;
        return new Return(this, before);
    }

    private sealed class Return(CallerContext context, Caller? before) : IDisposable
    {
        public void Dispose() => context._current.Value = before;
    }
}
