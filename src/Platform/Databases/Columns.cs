using System.Collections.Concurrent;
using System.Data;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using AlgoTrendy.Contracts;
using AlgoTrendy.Contracts.Forms;
using Dapper;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Platform.Databases;

/// <summary>How values stand in columns: as they travel, except moments (64-bit nanoseconds since 1970) and, in PostgreSQL, decimals (numeric). Dapper reads and writes through this class alone.</summary>
internal static class Columns
{
    private const string DecimalFormat = "decimal";

    private static readonly Dictionary<Type, IKeptAsText> Texts = Wire.Forms.OfType<IKeptAsText>()
        .Where(form => form.Of != typeof(decimal) && form.Of != typeof(Instant) && form.Of != typeof(Instant64))
        .ToDictionary(form => form.Of);

    private static readonly Type[] Plain = [typeof(decimal), typeof(int), typeof(bool), typeof(Guid), typeof(Instant), typeof(Instant64)];

    private static readonly ConcurrentDictionary<Type, JsonNamesOf> Enums = new();

    /// <summary>Makes Dapper speak as this class says. Runs once, before the first statement.</summary>
    [ModuleInitializer]
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "CA2255", Justification = "Dapper's handlers are static; every use of this assembly must find them.")]
    internal static void Register()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        foreach (var type in Plain.Concat(Texts.Keys)) SqlMapper.AddTypeHandler(type, Handler.Instance);
    }

    /// <summary>The one form of a number: no zeros at its end, so that equal numbers are equal texts.</summary>
    public static decimal Canonical(decimal value) => value / 1.0000000000000000000000000000m;

    /// <summary>A value as a parameter takes it.</summary>
    /// <exception cref="ArgumentException">A type that has no form.</exception>
    public static object ToColumn(object? value, Dialect dialect) => value switch
    {
        null => DBNull.Value,
        string or long or int or bool or byte[] or double => value,
        decimal number => dialect.Decimal(Canonical(number)),
        Instant moment => Instant64.FromInstant(moment).ToUnixTimeNanoseconds(),
        Instant64 moment => moment.ToUnixTimeNanoseconds(),
        Guid id => id.ToString("D"),
        Enum name => Enums.GetOrAdd(name.GetType(), type => new(type)).NameOf(name),
        _ when Texts.TryGetValue(value.GetType(), out var form) => form.Format == DecimalFormat
            ? dialect.Decimal(Canonical(ExactDecimal.Parse(form.WriteText(value))))
            : form.WriteText(value),
        _ => throw new ArgumentException($"A {value.GetType().Name} has no form in a column: keep its parts, or give it a line in Wire.Forms."),
    };

    /// <summary>Which kind of column takes values of a type. A server that is given null alone cannot know.</summary>
    public static DbType KindOf(Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        return bare == typeof(decimal) || (Texts.TryGetValue(bare, out var form) && form.Format == DecimalFormat) ? DbType.Decimal
            : bare == typeof(long) || bare == typeof(Instant) || bare == typeof(Instant64) ? DbType.Int64
            : bare == typeof(int) ? DbType.Int32
            : bare == typeof(bool) ? DbType.Boolean
            : bare == typeof(double) ? DbType.Double
            : bare == typeof(byte[]) ? DbType.Binary
            : DbType.String;
    }

    private static object FromColumn(Type type, object value) => value switch
    {
        _ when type == typeof(decimal) => Number(value),
        _ when type == typeof(int) => Convert.ToInt32(value, CultureInfo.InvariantCulture),
        _ when type == typeof(bool) => value is bool flag ? flag : Convert.ToInt64(value, CultureInfo.InvariantCulture) != 0,
        string text when type == typeof(Guid) => Guid.ParseExact(text, "D"),
        long nanoseconds when type == typeof(Instant) => Instant64.FromUnixTimeNanoseconds(nanoseconds).ToInstant(),
        long nanoseconds when type == typeof(Instant64) => Instant64.FromUnixTimeNanoseconds(nanoseconds),
        _ when Texts.TryGetValue(type, out var form) => form.ReadText(value is string text ? text : ExactDecimal.Format(Number(value))),
        _ => throw new InvalidDataException($"A column holds {value} ({value.GetType().Name}) where a {type.Name} should be."),
    };

    private static decimal Number(object value) => value switch
    {
        decimal number => Canonical(number),
        string text => ExactDecimal.Parse(text),
        // Somebody wrote it as floating point, or added numbers up in SQL: what it was is lost.
        _ => throw new InvalidDataException($"A column holds {value} ({value.GetType().Name}) where an exact decimal should be."),
    };

    private sealed class JsonNamesOf(Type type)
    {
        private readonly Dictionary<object, string> _names = Enum.GetValues(type).Cast<object>().Zip(EnumForms.NamesOf(type)).ToDictionary(pair => pair.First, pair => pair.Second);

        public string NameOf(Enum value) => _names.TryGetValue(value, out var name) ? name : throw new JsonException($"{value} is no {type.Name}.");
    }

    private sealed class Handler : SqlMapper.ITypeHandler
    {
        public static readonly Handler Instance = new();

        public object Parse(Type destinationType, object value) => FromColumn(Nullable.GetUnderlyingType(destinationType) ?? destinationType, value);

        public void SetValue(System.Data.IDbDataParameter parameter, object value) => throw new NotSupportedException("Statements run through Reading and Writing, which know the dialect.");
    }
}
