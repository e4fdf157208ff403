using System.Globalization;
using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Core.Instruments;

namespace AlgoTrendy.Modules.Trading.Orders;

/// <summary>How orders, executions and positions are called. Every name follows from account and number, so that it is known before anything is sent and the same after a crash.</summary>
internal static class Names
{
    private const string Prefix = "at-";

    public static string OrderId(string account, long number) => string.Create(CultureInfo.InvariantCulture, $"{account}-{number}");

    /// <summary>The account and the number; null where it is no name of an order.</summary>
    public static (string Account, long Number)? ReadOrderId(string text)
    {
        var dash = text.LastIndexOf('-');
        return dash > 0 && long.TryParse(text.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (text[..dash], number) : null;
    }

    /// <summary>The name at the venue: at-paper-17, and at-paper-17_2 after a second change.</summary>
    public static ClientOrderId ClientId(string account, long number, int version) =>
        new(version == 0 ? Prefix + OrderId(account, number) : string.Create(CultureInfo.InvariantCulture, $"{Prefix}{account}-{number}_{version}"));

    /// <summary>The name of a list of orders at the venue.</summary>
    public static ClientOrderId ListId(string account, long number) => new(string.Create(CultureInfo.InvariantCulture, $"{Prefix}{account}-{number}_l"));

    /// <summary>Whether a name at the venue is of this account's making.</summary>
    public static bool IsOurs(string account, string clientId) =>
        clientId.StartsWith(Prefix, StringComparison.Ordinal) && ReadOrderId(clientId[Prefix.Length..].Split('_')[0])?.Account == account;

    public static string ExecutionId(string account, Symbol symbol, long venueId) => string.Create(CultureInfo.InvariantCulture, $"{account}:{symbol}:{venueId}");

    public static string PositionId(string account, Symbol symbol) => $"{account}:{symbol}";

    /// <summary>The account and the symbol; null where it is no name of a position.</summary>
    public static (string Account, Symbol Symbol)? ReadPositionId(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && Symbol.TryParse(text[(colon + 1)..], out var symbol) ? (text[..colon], symbol) : null;
    }
}
