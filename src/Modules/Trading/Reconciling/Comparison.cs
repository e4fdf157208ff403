using System.Globalization;
using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Trading.Accounts;
using AlgoTrendy.Modules.Trading.Orders;
using AlgoTrendy.Modules.Trading.Store;

namespace AlgoTrendy.Modules.Trading.Reconciling;

/// <summary>Compares an account with what its venue shows: orders, and every currency to the last digit.</summary>
internal static class Comparison
{
    public const string Balance = "balance";
    public const string ForeignOrder = "foreign-order";
    public const string OpenOrder = "open-order";
    public const string MissingOrder = "missing-order";

    private const int OnItsWayMs = 1_000;

    /// <summary>What differs. Null when the picture is blurred: something moved while it was taken.</summary>
    public static IReadOnlyList<DifferenceRow>? Of(Step step, ICourier courier, VenuePicture picture)
    {
        if (picture.Revision != step.State.Revision || IsOnItsWay(step.State, picture)) return null;

        var orders = Orders(step, courier, picture.Open).ToArray();
        return [.. orders, .. Balances(step.State, picture.Balances)];
    }

    // Sent a moment ago, and nobody can say yet where it is.
    private static bool IsOnItsWay(AccountState state, VenuePicture picture) =>
        state.Open.Values.Any(live => live.Order.Status == OrderStatus.Submitting && Environment.TickCount64 - live.HeardAt < OnItsWayMs && picture.Open.All(order => order.ClientId != live.ClientId.Value));

    private static IEnumerable<DifferenceRow> Orders(Step step, ICourier courier, IReadOnlyList<VenueOrder> open)
    {
        var state = step.State;
        var shown = open.Select(order => order.ClientId).ToHashSet(StringComparer.Ordinal);
        foreach (var live in state.Open.Values.Where(live => live.IsAtVenue).ToArray())
        {
            if (shown.Contains(live.ClientId.Value) || (live.NextClientId is { } next && shown.Contains(next.Value))) continue;
            step.After(() => courier.Ask(live));
            yield return Row(state, MissingOrder, live.OrderId, live.Order.Status.ToString(), "not open", $"{live.OrderId} is {live.Order.Status.Word()} here and not open at the venue, which is being asked for it.");
        }

        foreach (var order in open)
        {
            if (state.Find(order.ClientId) is { IsOver: false } known)
            {
                OrderCourse.Apply(step, courier, known, VenueWord.Of(order));
                continue;
            }

            if (Names.IsOurs(state.Id, order.ClientId))
                yield return Row(state, OpenOrder, order.ClientId, "over", Describe(order), $"{order.ClientId} is over here and open at the venue: {Describe(order)}. Accepting it makes it an order of the account.");
            else
                yield return Row(state, ForeignOrder, order.VenueId, "unknown", Describe(order), $"Somebody placed {Describe(order)} at the venue by other means. Accepting it makes it an order of the account.");
        }
    }

    private static IEnumerable<DifferenceRow> Balances(AccountState state, IReadOnlyList<Balance> balances)
    {
        var shown = balances.ToDictionary(balance => balance.Currency, balance => balance.Total);
        foreach (var currency in shown.Keys.Concat(state.Live.Currencies).Distinct().OrderBy(currency => currency.Code, StringComparer.Ordinal))
        {
            var (here, there) = (state.Live.TotalOf(currency), shown.GetValueOrDefault(currency));
            if (here != there) yield return Row(state, Balance, currency.Code, Text(here), Text(there), $"{Text(here)} {currency} here and {Text(there)} at the venue. Accepting it books what is missing.");
        }
    }

    private static DifferenceRow Row(AccountState state, string kind, string what, string here, string atVenue, string message) =>
        new(state.Id, $"{kind}:{what}:{atVenue}", kind, what, here, atVenue, message);

    private static string Describe(VenueOrder order) =>
        $"{order.Side.ToString().ToLowerInvariant()} {Text(order.Quantity.Value)} {order.Symbol}{(order.Limit is { } limit ? $" at {Text(limit.Value)}" : "")}{(order.Stop is { } stop ? $", stop {Text(stop.Value)}" : "")}";

    private static string Text(decimal value) => value.ToString("0.############################", CultureInfo.InvariantCulture);
}
