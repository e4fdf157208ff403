namespace AlgoTrendy.Tests.Fast.Modules.EveryDoor;

/// <summary>A public door, by what it is mapped as.</summary>
/// <param name="Takes">What its body is read as; null: it takes none.</param>
/// <param name="Query">What may stand behind the question mark.</param>
internal sealed record Door(string Method, string Pattern, Type? Takes, string[] Query)
{
    public bool HasName => Pattern.Contains('{', StringComparison.Ordinal);

    /// <summary>With this in the place of its name.</summary>
    public string At(string name) => HasName ? Pattern[..Pattern.IndexOf('{', StringComparison.Ordinal)] + name + Pattern[(Pattern.IndexOf('}', StringComparison.Ordinal) + 1)..] : Pattern;

    public override string ToString() => $"{Method} {Pattern}";
}
