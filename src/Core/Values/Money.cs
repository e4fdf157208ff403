namespace AlgoTrendy.Core.Values;

/// <summary>An exact amount of one currency. Two currencies never mix: combining them throws.</summary>
/// <remarks>Money ± Money → Money · -Money → Money · Money × decimal → Money. There is no Money × Money.</remarks>
public readonly record struct Money(decimal Amount, Currency Currency)
{
    public static Money Zero(Currency currency) => new(0m, currency);

    public static Money operator +(Money left, Money right) => new(left.Amount + right.Amount, Shared(left, right));
    public static Money operator -(Money left, Money right) => new(left.Amount - right.Amount, Shared(left, right));
    public static Money operator -(Money money) => new(-money.Amount, money.Currency);
    public static Money operator *(Money money, decimal factor) => new(money.Amount * factor, money.Currency);
    public static bool operator <(Money left, Money right) => Compare(left, right) < 0;
    public static bool operator >(Money left, Money right) => Compare(left, right) > 0;
    public static bool operator <=(Money left, Money right) => Compare(left, right) <= 0;
    public static bool operator >=(Money left, Money right) => Compare(left, right) >= 0;

    public override string ToString() => FormattableString.Invariant($"{Amount} {Currency}");

    private static int Compare(Money left, Money right)
    {
        Shared(left, right);
        return left.Amount.CompareTo(right.Amount);
    }

    private static Currency Shared(Money left, Money right) =>
        left.Currency == right.Currency
            ? left.Currency
            : throw new InvalidOperationException($"Cannot combine {left.Currency} with {right.Currency}; convert one first.");
}
