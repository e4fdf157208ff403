using System.CommandLine;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Platform;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Host.Commands.Trading;

/// <summary>Options that several trading commands take, and how what was typed becomes values.</summary>
internal static class TradingOptions
{
    /// <summary>How long a command waits for the venue's answer unless it is told otherwise.</summary>
    public const int UsualWaitMs = 1_000;

    public static Option<string?> Account(string description) => new("--account") { Description = description, HelpName = "ID" };

    public static Option<string?> Key() => new("--key") { Description = "Whoever sends the same key twice gets the first answer again", HelpName = "TEXT" };

    public static Option<int?> Wait() => Given.OptionalCount("--wait", $"How many milliseconds to wait for the venue's answer (default: {UsualWaitMs}, at most 10000)");

    public static Option<string?> Lots() => new("--lots") { Description = "Close these lots first, by their numbers (account with lots specific; position lots shows them)", HelpName = "3,7" };

    public static Option<bool> Yes() => new("--yes", "-y") { Description = "Do not ask" };

    /// <exception cref="UsageException">They are no numbers of lots.</exception>
    public static IReadOnlyList<long>? LotsOf(string? given) => given is null ? null : LotNumbers.Read(given) ?? throw new UsageException($"--lots is '{given}'; it is numbers of lots, such as 3,7.");

    public static Price? PriceOf(decimal? value) => value is { } price ? new Price(price) : null;

    /// <exception cref="UsageException">It is outside the years that can be counted in nanoseconds.</exception>
    public static Instant64? MomentOf(string option, Instant? moment)
    {
        if (moment is not { } given) return null;
        if (given < Instant64.MinValue.ToInstant() || given >= Instant64.MaxValue.ToInstant()) throw new UsageException($"{option} is {given}, which is too far away.");
        return Instant64.FromInstant(given);
    }
}
