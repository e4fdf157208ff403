using System.Collections.Frozen;
using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Connectors.Binance;

/// <summary>Binance's codes and what they say of the request: refused for certain, or nobody knows. A code that is not listed is never taken for a no.</summary>
/// <remarks>errors.md of binance-spot-api-docs. HTTP 5xx is unknown whatever the body says (rest-api.md, "HTTP Return Codes").</remarks>
internal static class Errors
{
    public const int ClockSkew = -1021;
    public const int NoSuchOrder = -2013;
    public const int Archived = -2026;
    public const int ReplacedByHalf = -2021;
    public const int NotReplaced = -2022;

    // -1000, -1001, -1006, -1007, -1008 and -1016 stay out: their texts leave open whether the engine has it.
    private static readonly FrozenDictionary<int, string> Refusals = Build();

    // The engine's own words, under -1010, -2010 and -2011.
    private static readonly (string Words, string Code)[] Sentences =
    [
        ("Duplicate order sent", BrokerRefusals.DuplicateOrder),
        ("Unknown order sent", BrokerRefusals.OrderNotOpen),
        ("insufficient balance", RefusalCodes.InsufficientCash),
        ("Market is closed", BrokerRefusals.MarketClosed),
        ("immediately match and take", RefusalCodes.PostOnly),
        ("not supported", BrokerRefusals.NotSupported),
        ("not support for", BrokerRefusals.NotSupported),
        ("Unsupported order combination", BrokerRefusals.NotSupported),
        ("this account", BrokerRefusals.AccountRestricted),
        ("trading is not enabled", BrokerRefusals.AccountRestricted),
    ];

    /// <summary>Null where the code does not say that it was refused.</summary>
    public static Refusal? RefusalOf(int code, string? message) =>
        Refusals.TryGetValue(code, out var kind) ? new(Narrowed(kind, code, message), $"Binance refused with {code}: {message}") : null;

    private static string Narrowed(string kind, int code, string? message)
    {
        if (message is null) return kind;
        if (message.StartsWith("Filter failure: ", StringComparison.Ordinal))
            return message.EndsWith("NOTIONAL", StringComparison.Ordinal) ? RefusalCodes.BelowMinimumNotional : BrokerRefusals.FilterFailed;
        if (code is not (-1010 or -2010 or -2011)) return kind;
        foreach (var (words, narrower) in Sentences)
            if (message.Contains(words, StringComparison.OrdinalIgnoreCase)) return narrower;
        return kind;
    }

    private static FrozenDictionary<int, string> Build()
    {
        var table = new Dictionary<int, string>
        {
            [-1002] = BrokerRefusals.CredentialsRefused,
            [-1003] = BrokerRefusals.RateLimited,
            [-1010] = BrokerRefusals.Rejected,
            [-1013] = BrokerRefusals.FilterFailed,
            [-1014] = BrokerRefusals.NotSupported,
            [-1015] = BrokerRefusals.RateLimited,
            [-1020] = BrokerRefusals.NotSupported,
            [ClockSkew] = BrokerRefusals.ClockSkew,
            [-1022] = BrokerRefusals.CredentialsRefused,
            [-2010] = BrokerRefusals.Rejected,
            [-2011] = BrokerRefusals.Rejected,
            [NoSuchOrder] = BrokerRefusals.OrderNotOpen,
            [-2014] = BrokerRefusals.CredentialsRefused,
            [-2015] = BrokerRefusals.CredentialsRefused,
            [Archived] = BrokerRefusals.OrderNotOpen,
        };
        // "11xx - Request issues": not read as an order at all.
        foreach (var code in Enumerable.Range(1100, 100)) table[-code] = BrokerRefusals.BadRequest;
        return table.ToFrozenDictionary();
    }
}
