namespace AlgoTrendy.Tests.Fast.Modules.EveryDoor;

/// <summary>A public door, by what it is mapped as.</summary>
/// <param name="Takes">What its body is read as; null: it takes none.</param>
/// <param name="Query">What may stand behind the question mark.</param>
internal sealed record Door(string Method, string Pattern, Type? Takes, string[] Query)
{
    /// <summary>Doors that may have nothing to give, with the reason.</summary>
    private static readonly Dictionary<string, string> Closed = new()
    {
        ["POST /api/v1/risk/alerts"] = "there is no alert that could be acknowledged",
        ["POST /api/v1/brokers/{id}/credentials/test"] = "a paper account has no credentials",
        ["PUT /api/v1/brokers/{id}/credentials"] = "a paper account takes none",
        ["DELETE /api/v1/brokers/{id}/credentials"] = "a paper account has none",
        ["POST /api/v1/brokers/{id}/reconciliation/accept"] = "the paper venue does not differ from its account",
        ["PATCH /api/v1/orders/{id}"] = "what was placed here may have traded by then",
        ["DELETE /api/v1/orders/{id}"] = "as PATCH",
        ["POST /api/v1/positions/{id}/protect"] = "as PATCH",
        ["GET /api/v1/positions/{id}/stop-rule"] = "a rule is attached by a door that is tried later",
        ["DELETE /api/v1/positions/{id}/stop-rule"] = "as GET",
        ["GET /api/v1/positions/{id}"] = "nothing needs to have traded by then",
    };

    public bool HasName => Pattern.Contains('{', StringComparison.Ordinal);

    /// <summary>Whether it may have nothing to give.</summary>
    public bool MayBeClosed => Closed.ContainsKey(ToString());

    /// <summary>With this in the place of its name.</summary>
    public string At(string name) => HasName ? Pattern[..Pattern.IndexOf('{', StringComparison.Ordinal)] + name + Pattern[(Pattern.IndexOf('}', StringComparison.Ordinal) + 1)..] : Pattern;

    public override string ToString() => $"{Method} {Pattern}";
}
