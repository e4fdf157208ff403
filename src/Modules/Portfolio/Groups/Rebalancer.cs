using AlgoTrendy.Contracts.MarketData;
using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Portfolio.Books;

namespace AlgoTrendy.Modules.Portfolio.Groups;

/// <summary>Brings holdings to target weights: what to trade in whole lots, and, when that is asked for, the orders for it through trading's gate.</summary>
internal sealed class Rebalancer(Shelf shelf, ITrading trading, IMarketData instruments)
{
    private const int MostTargets = 500;
    private const decimal MostWeight = 100m;

    /// <summary>Trading takes no longer one.</summary>
    private const int LongestKey = 128;

    public static RebalanceReply No(PortfolioRefusal refusal) => new([], null, null, false, refusal);

    /// <returns>What to trade, and where; or why not.</returns>
    public async Task<(RebalancePlan? Plan, PortfolioRefusal? Refusal)> Plan(Group group, RebalanceRequest request, CancellationToken ct)
    {
        if (request.Targets.Count == 0 && !request.Only) return (null, new("invalid", "There is nothing to bring holdings to.", "targets"));
        if (request.Targets.Count > MostTargets || request.Targets.DistinctBy(target => target.Symbol).Count() < request.Targets.Count || request.Targets.Any(target => Math.Abs(target.Weight) > MostWeight))
            return (null, new("invalid", $"Targets are at most {MostTargets}, one a symbol, with weights as fractions of equity (0.25 is a quarter).", "targets"));
        if (MemberOf(group, request) is not { } member) return (null, new("ambiguous-account", "The portfolio has several accounts, or not this one; accountId names where to trade.", "accountId"));
        if (shelf.Find(member.AccountId) is not { } keeper) return (null, shelf.NoBooks(member.AccountId));

        var (equity, currency, held) = Look(keeper, member);
        if (equity is not > 0m) return (null, new("no-equity", "There is no equity to share out, or a price is missing to know it."));

        var targets = request.Targets.ToList();
        if (request.Only) targets.AddRange(held.Keys.Except(request.Targets.Select(target => target.Symbol)).Select(symbol => new TargetWeight(symbol, 0m)));
        var steps = new List<RebalanceStep>(targets.Count);
        foreach (var target in targets) steps.Add(await StepTo(keeper, member, target, equity.Value, held.GetValueOrDefault(target.Symbol), ct));
        if (KeyFault(request.IdempotencyKey, steps) is { } fault) return (null, fault);
        // What is sold pays for what is bought.
        steps = [.. steps.OrderBy(step => step.Side switch { OrderSide.Sell => 0, OrderSide.Buy => 1, _ => 2 })];
        return (new(member, new(steps, BookViews.Rounded(equity), currency, false)), null);
    }

    /// <summary>Sends the orders of a plan, one after the other.</summary>
    public async Task<RebalanceReply> Place(RebalancePlan plan, RebalanceRequest request, CancellationToken ct)
    {
        var steps = new List<RebalanceStep>(plan.Preview.Steps.Count);
        foreach (var step in plan.Preview.Steps) steps.Add(await Place(step, plan.Member, request, ct));
        return plan.Preview with { Steps = steps, Executed = steps.Exists(step => step is { Order: not null, Refusal: null }) };
    }

    /// <summary>Each order has a key of its own: that of the request, and the symbol.</summary>
    private static PortfolioRefusal? KeyFault(string? key, IReadOnlyList<RebalanceStep> steps)
    {
        var most = LongestKey - 1 - steps.Select(step => step.Symbol.ToString().Length).DefaultIfEmpty(0).Max();
        return key is null || key.Length <= most ? null : new("invalid", $"Each order's key is this one and its symbol, at most {LongestKey} characters: here a key has 1 to {most}.", "Idempotency-Key");
    }

    private static PortfolioMember? MemberOf(Group group, RebalanceRequest request)
    {
        var members = group.Members.Where(member => request.AccountId is null || member.AccountId == request.AccountId).ToArray();
        return members.Length == 1 ? members[0] : null;
    }

    private static (decimal? Equity, Currency Currency, Dictionary<Symbol, decimal> Held) Look(AccountKeeper keeper, PortfolioMember member)
    {
        lock (keeper.Gate)
        {
            var shared = keeper.Shared!;
            var book = member.Part is null ? shared.Whole : shared.Parts.GetValueOrDefault(member.Part);
            return (book?.Equity, shared.Whole.Account.Currency, book?.Positions.Where(position => !position.IsFlat).ToDictionary(position => position.Instrument.Symbol, position => position.Quantity) ?? []);
        }
    }

    private async Task<RebalanceStep> StepTo(AccountKeeper keeper, PortfolioMember member, TargetWeight target, decimal equity, decimal held, CancellationToken ct)
    {
        if ((await instruments.ResolveInstrument(new(target.Symbol.ToString()), ct)).Instrument is not { } instrument) return Nothing("This instrument is not known.");

        decimal? price, rate;
        lock (keeper.Gate) (price, rate) = (held == 0m ? null : keeper.Shared!.Whole.PriceOf(target.Symbol), keeper.Shared!.Whole.Account.RateOf(instrument.Currency));
        price ??= (await trading.PreviewOrder(new(member.AccountId, target.Symbol.ToString(), OrderSide.Buy, OrderType.Market, new(instrument.MinQuantity ?? instrument.LotSize), StrategyId: member.Part), ct)).Price;
        if (price is not > 0m) return Nothing("There is no price of it.");
        if (rate is not > 0m) return Nothing($"There is no rate of {instrument.Currency} in the account's currency.");

        return Sized(target, instrument, equity, held, price.Value, rate.Value);

        RebalanceStep Nothing(string reason) => new(target.Symbol, target.Weight, held, held, null, null, null, reason, null, null);
    }

    /// <summary>Rounded towards what is held, so that nobody trades more than was meant.</summary>
    internal static RebalanceStep Sized(TargetWeight target, Instrument instrument, decimal equity, decimal held, decimal price, decimal rate)
    {
        var wanted = target.Weight * equity / (price * instrument.Multiplier * rate);
        var change = wanted - held;
        var size = target.Weight == 0m ? instrument.RoundDownToLot(Math.Abs(held)) : instrument.RoundDownToLot(Math.Abs(change));
        var isBuy = change > 0m;
        var reason = size.Value == 0m ? "It is there already, to a lot."
            : size.Value < (instrument.MinQuantity ?? instrument.LotSize) || instrument.Notional(new(price), size).Amount < instrument.MinNotional ? "What is missing is less than the least order."
            : null;
        return reason is not null
            ? new(target.Symbol, target.Weight, held, held, price, null, null, reason, null, null)
            : new(target.Symbol, target.Weight, held, held + (isBuy ? size.Value : -size.Value), price, isBuy ? OrderSide.Buy : OrderSide.Sell, size, null, null, null);
    }

    private async Task<RebalanceStep> Place(RebalanceStep step, PortfolioMember member, RebalanceRequest request, CancellationToken ct)
    {
        if (step is not { Side: { } side, Quantity: { } quantity }) return step;

        var strategy = member.Part == SharedAccount.Unassigned ? null : member.Part;
        var key = request.IdempotencyKey is { } given ? $"{given}:{step.Symbol}" : null;
        var reply = await trading.PlaceOrder(new(member.AccountId, step.Symbol.ToString(), side, OrderType.Market, quantity, PortfolioId: request.PortfolioId, StrategyId: strategy, Tag: "rebalance", IdempotencyKey: key), ct);
        return step with { Order = reply.Order, Refusal = reply.Refusal };
    }
}
