namespace AlgoTrendy.Tests.Fast.Architecture;

/// <summary>What Core and Strategies may use of the framework and of NodaTime. What is not here needs a line, and the line a thought: does it read the world, or differ between machines?</summary>
internal static class FrameworkAllowed
{
    /// <summary>Whole types; a name that ends in a dot is a namespace.</summary>
    public static readonly string[] Types =
    [
        "System.Collections.", "System.Collections.Generic.", "System.Collections.Frozen.", "System.Collections.Immutable.", "System.Collections.ObjectModel.",
        "System.Object", "System.ValueType", "System.Void", "System.Boolean", "System.Byte", "System.SByte", "System.Int16", "System.UInt16", "System.Int32", "System.UInt32", "System.Int64", "System.UInt64", "System.Int128", "System.UInt128",
        "System.Decimal", "System.Nullable`1", "System.Index", "System.Range", "System.HashCode",
        "System.Span`1", "System.ReadOnlySpan`1", "System.Memory`1", "System.ReadOnlyMemory`1", "System.MemoryExtensions", "System.ArraySegment`1",
        "System.ValueTuple`1", "System.ValueTuple`2", "System.ValueTuple`3", "System.ValueTuple`4", "System.ValueTuple`5", "System.ValueTuple`6", "System.ValueTuple`7", "System.ValueTuple`8",
        "System.IComparable", "System.IComparable`1", "System.IEquatable`1", "System.IFormattable", "System.ISpanFormattable", "System.IConvertible", "System.IFormatProvider", "System.IDisposable", "System.IParsable`1", "System.ISpanParsable`1",
        "System.StringComparison", "System.StringSplitOptions", "System.MidpointRounding", "System.FormattableString", "System.Text.StringBuilder", "System.Globalization.NumberStyles",
        "System.Linq.Enumerable", "System.Linq.IGrouping`2", "System.Linq.ILookup`2", "System.Linq.Lookup`2", "System.Linq.IOrderedEnumerable`1",
        "System.Numerics.BitOperations", "System.Numerics.BigInteger", "System.Buffers.Binary.BinaryPrimitives", "System.Buffers.SearchValues", "System.Buffers.SearchValues`1",
        "System.Runtime.CompilerServices.DefaultInterpolatedStringHandler", "System.Runtime.CompilerServices.FormattableStringFactory", "System.Runtime.CompilerServices.IsExternalInit", "System.Runtime.CompilerServices.SwitchExpressionException",
        "System.Runtime.CompilerServices.InlineArray2`1", "System.Runtime.CompilerServices.InlineArray3`1", "System.Runtime.CompilerServices.InlineArray4`1", "System.Runtime.CompilerServices.InlineArray5`1", "System.Runtime.CompilerServices.InlineArray6`1", "System.Runtime.CompilerServices.InlineArray7`1", "System.Runtime.CompilerServices.InlineArray8`1",
        "System.Runtime.InteropServices.InAttribute",
        "System.Runtime.Serialization.ISerializable", // every exception is one
        "NodaTime.DateTimeZone", "NodaTime.IDateTimeZoneProvider", "NodaTime.Instant", "NodaTime.Duration", "NodaTime.Offset", "NodaTime.Period", "NodaTime.LocalDate", "NodaTime.LocalTime", "NodaTime.LocalDateTime", "NodaTime.ZonedDateTime",
        "NodaTime.IsoDayOfWeek", "NodaTime.DateInterval", "NodaTime.YearMonth", "NodaTime.AnnualDate", "NodaTime.HighPerformance.", "NodaTime.Text.", "NodaTime.TimeZones.ZoneInterval", "NodaTime.TimeZones.ZoneLocalMapping", "NodaTime.TimeZones.TzdbDateTimeZoneSource",
    ];

    /// <summary>Types of which only these members are pure, exact on every processor, or free of the machine's culture.</summary>
    public static readonly Dictionary<string, string[]> Members = new()
    {
        // exp, log, pow, sin and their kin differ between processors; PortableMath has ours.
        ["System.Math"] = ["Abs", "BigMul", "Ceiling", "Clamp", "CopySign", "DivRem", "Floor", "Max", "Min", "Round", "Sign", "Sqrt", "Truncate"],
        ["System.Double"] = ["CompareTo", "Equals", "GetHashCode", "IsFinite", "IsInfinity", "IsInteger", "IsNaN", "IsNegative", "IsNegativeInfinity", "IsPositiveInfinity", "Parse", "ToString", "TryFormat", "TryParse"],
        ["System.BitConverter"] = ["DoubleToInt64Bits", "DoubleToUInt64Bits", "Int64BitsToDouble", "UInt64BitsToDouble"],
        ["System.Array"] = ["BinarySearch", "Clear", "ConvertAll", "Copy", "CopyTo", "Clone", "Empty", "Exists", "Fill", "Find", "FindIndex", "get_Length", "IndexOf", "Resize", "Reverse", "Sort", "TrueForAll", "AsReadOnly"],
        ["System.Char"] = ["CompareTo", "Equals", "GetHashCode", "IsAsciiDigit", "IsAsciiLetter", "IsAsciiLetterLower", "IsAsciiLetterOrDigit", "IsAsciiLetterUpper", "IsBetween", "ToLowerInvariant", "ToString", "ToUpperInvariant"],
        ["System.String"] =
        [
            ".ctor", "CompareOrdinal", "Concat", "Contains", "Create", "EndsWith", "Equals", "GetHashCode", "IndexOf", "IndexOfAny", "IsNullOrEmpty", "IsNullOrWhiteSpace", "Join", "LastIndexOf", "Replace", "Split", "StartsWith", "Substring", "Empty",
            "AsSpan", "PadLeft", "PadRight", "ToCharArray", "ToLowerInvariant", "ToString", "ToUpperInvariant", "Trim", "TrimEnd", "TrimStart", "get_Chars", "get_Length", "op_Equality", "op_Implicit", "op_Inequality",
        ],
        ["System.StringComparer"] = ["get_Ordinal", "get_OrdinalIgnoreCase", "Compare", "Equals", "GetHashCode"],
        ["System.Enum"] = ["CompareTo", "Equals", "GetHashCode", "GetName", "GetNames", "GetValues", "HasFlag", "IsDefined", "Parse", "ToObject", "ToString", "TryParse"],
        ["System.Convert"] = ["FromHexString", "ToDecimal", "ToDouble", "ToHexString", "ToHexStringLower", "ToInt32", "ToInt64"],
        ["System.Globalization.CultureInfo"] = ["get_InvariantCulture"],
        ["System.Text.Encoding"] = ["get_UTF8", "get_ASCII", "GetByteCount", "GetBytes", "GetString"],
        ["System.Type"] = ["GetTypeFromHandle", "get_Name", "op_Equality", "op_Inequality"],
        ["System.Reflection.MemberInfo"] = ["get_Name"],
        ["System.Runtime.CompilerServices.RuntimeHelpers"] = ["CreateSpan", "EnsureSufficientExecutionStack", "GetSubArray", "InitializeArray"],
        ["System.Runtime.InteropServices.MemoryMarshal"] = ["AsBytes", "Cast", "CreateReadOnlySpan", "GetReference", "TryGetArray"],
        ["System.Runtime.InteropServices.CollectionsMarshal"] = ["AsSpan", "GetValueRefOrAddDefault", "GetValueRefOrNullRef"],
        ["NodaTime.DateTimeZoneProviders"] = ["get_Tzdb"], // the database inside NodaTime, not the machine's
    };

    /// <summary>How an iterator knows whether it may be its own enumerator.</summary>
    public const string InIterators = "System.Environment.get_CurrentManagedThreadId";

    /// <summary>What the compiler's own types use (inline arrays, collection expressions).</summary>
    public static readonly string[] OfTheCompiler = ["System.Runtime.CompilerServices.Unsafe", "System.Runtime.InteropServices.MemoryMarshal", "System.Array"];

    /// <summary>Types that need more, with the reason.</summary>
    public static readonly (string User, string Namespaces, string Reason)[] Exempt =
    [
        ("AlgoTrendy.Core.Engine.ResultHash", "System.Security.Cryptography.", "the result hash is SHA-256"),
        ("AlgoTrendy.Core.Strategies.StrategyDefinition", "System.Reflection. System.Type System.Activator", "finds a strategy's constructor and parameters by reading its type"),
        ("AlgoTrendy.Core.Strategies.StrategyParameter", "System.Reflection. System.Type", "reads and sets a strategy's parameters by reading its type"),
        ("AlgoTrendy.Core.Indicators.IndicatorCatalogue", "System.Reflection. System.Type", "lists the indicators by reading this assembly's types"),
    ];
}
