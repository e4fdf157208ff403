namespace AlgoTrendy.Platform;

/// <summary>What a caller may do. Each role of a user includes the one before it; the names are those of the authorization policies that every route names.</summary>
public static class Roles
{
    /// <summary>Looks.</summary>
    public const string Viewer = "viewer";

    /// <summary>Runs backtests, trains models.</summary>
    public const string Researcher = "researcher";

    /// <summary>Sends orders, deploys strategies.</summary>
    public const string Trader = "trader";

    public const string Admin = "admin";

    /// <summary>Another process of this house; never a user.</summary>
    public const string Service = "service";

    private static readonly string[] Ladder = [Viewer, Researcher, Trader, Admin];

    /// <summary>The roles of users, each including those before it.</summary>
    public static IReadOnlyList<string> OfUsers => Ladder;

    /// <summary>A role and all that it includes.</summary>
    public static IReadOnlyList<string> UpTo(string role) => Array.IndexOf(Ladder, role) is var index and >= 0 ? Ladder[..(index + 1)] : [role];
}
