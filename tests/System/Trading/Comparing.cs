using System.Globalization;
using System.Text.Json;

namespace AlgoTrendy.Tests.Processes.Trading;

/// <summary>Sets the venue's own truth beside what the platform says of the account, and names every difference.</summary>
internal static class Comparing
{
    /// <summary>The venue's word for each state of ours.</summary>
    private static readonly Dictionary<string, string> Words = new()
    {
        ["accepted"] = "NEW",
        ["partiallyFilled"] = "PARTIALLY_FILLED",
        ["filled"] = "FILLED",
        ["cancelled"] = "CANCELED",
        ["expired"] = "EXPIRED",
    };

    public static async Task<IReadOnlyList<string>> Differences(TradingHouse house)
    {
        var truth = await house.Venue.Truth();
        var (orders, executions, books, status) = (await house.All("orders"), await house.All("executions"), await house.Books(), await house.Status());
        List<string> found = [.. OfOrders(orders, [.. truth.GetProperty("orders").EnumerateArray()]), .. OfExecutions(executions, orders, [.. truth.GetProperty("orders").EnumerateArray()], [.. truth.GetProperty("trades").EnumerateArray()]), .. OfBalances(books, books.GetProperty("positions").EnumerateArray(), truth)];
        if (status.GetProperty("connection").GetString() != "ready") found.Add($"The gate is not open: {status}");
        return found;
    }

    /// <summary>Waits until there is none, and fails with those that stay.</summary>
    public static Task Agree(TradingHouse house, TimeSpan? within = null) => Eventually.Holds(async () =>
    {
        var found = await Differences(house);
        return found.Count == 0 ? null : $"{found.Count} differences:\n{string.Join('\n', found.Take(20))}";
    }, within);

    /// <param name="positions">What is held, which is never short at this venue.</param>
    public static IEnumerable<string> OfBalances(JsonElement books, IEnumerable<JsonElement> positions, JsonElement truth)
    {
        // Coins that the account can trade are positions here, the rest is money.
        var here = books.GetProperty("balances").EnumerateArray().ToDictionary(one => one.GetProperty("currency").GetString()!, one => Number(one.GetProperty("amount")));
        foreach (var position in positions)
        {
            var coin = position.GetProperty("symbol").GetString()!.Split("USDT")[0];
            here[coin] = here.GetValueOrDefault(coin) + Number(position.GetProperty("quantity"));
        }

        foreach (var balance in truth.GetProperty("balances").EnumerateArray())
        {
            var (asset, there) = (balance.GetProperty("asset").GetString()!, Number(balance.GetProperty("free")) + Number(balance.GetProperty("locked")));
            if (here.GetValueOrDefault(asset) != there) yield return $"{asset} is {here.GetValueOrDefault(asset)} here and {there} at the venue.";
        }
    }

    public static decimal Number(JsonElement value) => value.ValueKind == JsonValueKind.Number ? value.GetDecimal() : decimal.Parse(value.GetString()!, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static IEnumerable<string> OfOrders(IReadOnlyList<JsonElement> here, IReadOnlyList<JsonElement> there)
    {
        // By the name that the first version had: a change places another one, at-venue-5_1 after at-venue-5.
        var venue = there.ToLookup(order => FirstName(order.GetProperty("clientOrderId").GetString()!));
        foreach (var twice in there.GroupBy(order => order.GetProperty("clientOrderId").GetString()).Where(group => group.Count() > 1)) yield return $"{twice.Key} was placed {twice.Count()} times.";

        foreach (var order in here)
        {
            var (name, status) = (order.GetProperty("clientOrderId").GetString()!, order.GetProperty("status").GetString()!);
            var versions = venue[FirstName(name)].ToArray();
            if (status == "rejected" || IsUnsent(order))
            {
                if (versions.Length > 0) yield return $"{name} is {status} here, and at the venue it is {versions[^1]}.";
                continue;
            }

            if (versions.FirstOrDefault(version => version.GetProperty("clientOrderId").GetString() == name) is not { ValueKind: JsonValueKind.Object } last)
            {
                yield return $"{name} is {status} here and is not at the venue: {order}";
                continue;
            }

            if (Words.GetValueOrDefault(status) != last.GetProperty("status").GetString()) yield return $"{name} is {status} here and {last.GetProperty("status")} at the venue.";
            var (filled, traded) = (Number(order.GetProperty("filledQuantity")), versions.Sum(version => Number(version.GetProperty("executedQty"))));
            if (filled != traded) yield return $"{name} has filled {filled} here and {traded} at the venue.";
            foreach (var stray in versions.Where(version => version.GetProperty("clientOrderId").GetString() != name && version.GetProperty("status").GetString() != "CANCELED")) yield return $"{name} is the last version here, and at the venue there is {stray}.";
        }

        var names = here.Select(order => FirstName(order.GetProperty("clientOrderId").GetString()!)).ToHashSet();
        foreach (var unknown in venue.Where(group => group.Key.StartsWith("at-", StringComparison.Ordinal) && !names.Contains(group.Key))) yield return $"{unknown.Key} is at the venue and not known here.";
    }

    private static IEnumerable<string> OfExecutions(IReadOnlyList<JsonElement> here, IReadOnlyList<JsonElement> orders, IReadOnlyList<JsonElement> placed, IReadOnlyList<JsonElement> there)
    {
        // By its name too: a change that crossed a fill has given the order another number at the venue.
        var ours = orders.ToLookup(order => FirstName(order.GetProperty("clientOrderId").GetString()!), order => order.GetProperty("orderId").GetString()!);
        var numbers = placed.ToLookup(order => $"{order.GetProperty("symbol").GetString()} {order.GetProperty("orderId")}", order => ours[FirstName(order.GetProperty("clientOrderId").GetString()!)].FirstOrDefault("nobody's"));
        var lines = here.Select(one => Line(
            one.GetProperty("symbol").GetString()!.Split('.')[0], one.GetProperty("executionId").GetString()!.Split(':')[^1], one.GetProperty("side").GetString() == "buy",
            TextOf(one, "orderId") ?? "nobody's", Number(one.GetProperty("quantity")), Number(one.GetProperty("price")), Number(one.GetProperty("fee")))).ToArray();
        var truth = there.Select(one => Line(
            one.GetProperty("symbol").GetString()!, one.GetProperty("id").ToString(), one.GetProperty("isBuyer").GetBoolean(),
            numbers[$"{one.GetProperty("symbol").GetString()} {one.GetProperty("orderId")}"].FirstOrDefault("nobody's"), Number(one.GetProperty("qty")), Number(one.GetProperty("price")), Number(one.GetProperty("commission")))).ToArray();

        foreach (var twice in lines.GroupBy(line => line).Where(group => group.Count() > 1)) yield return $"Execution {twice.Key} is counted {twice.Count()} times.";
        foreach (var missed in truth.Except(lines)) yield return $"Execution {missed} is not known here.";
        foreach (var invented in lines.Except(truth)) yield return $"Execution {invented} is not the venue's.";
    }

    private static string Line(string symbol, string id, bool isBuy, string order, decimal quantity, decimal price, decimal fee) =>
        string.Create(CultureInfo.InvariantCulture, $"{symbol} {id} {(isBuy ? "buy" : "sell")} {quantity:0.##########} at {price:0.##########}, fee {fee:0.################}, of {order}");

    private static string FirstName(string clientId) => clientId.Split('_')[0];

    // Ended before anything was sent.
    private static bool IsUnsent(JsonElement order) => order.GetProperty("status").GetString() == "cancelled" && TextOf(order, "brokerOrderId") is null;

    private static string? TextOf(JsonElement value, string name) => value.TryGetProperty(name, out var text) ? text.GetString() : null;
}
