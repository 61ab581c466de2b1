// The synonyms known without a file: what customers of any shop or service call the same thing. A line is a group.

export const generalSynonyms = `
# buying and paying back
buy, purchase, acquire, order
bill, invoice
receipt, proof of purchase
refund, reimburse, reimbursement, repay, repayment, money back, rebate, compensation, compensate
# ending and changing
cancel, abort, call off, terminate, revoke
delete, remove, erase, wipe, get rid of
close, shut, shut down, deactivate, terminate
change, modify, edit, alter, update, amend, correct, adjust
switch, swap, exchange, replace, move to
# looking and finding
see, view, check, look, show, display, find, consult
find, locate, search, look for
# delivery
send, ship, deliver, dispatch, mail, post
delivery, shipping, shipment, postage
package, parcel, shipment
arrive, come, reach, receive, get here, turn up
late, delay, overdue, still waiting, slow
wait, pending, outstanding, processing
track, trace, follow, where is
# loss and damage
lose, lost, misplace, missing, gone
steal, stolen, theft, rob
break, broken, damaged, defective, faulty, cracked
fix, repair, mend, solve, resolve, troubleshoot
# trouble and help
fail, failure, decline, reject, refuse, unsuccessful, go through, not work
problem, issue, trouble, difficulty, error, bug, glitch
help, assist, assistance, support, aid
contact, reach, call, phone, talk, speak, chat, get in touch
agent, human, person, representative, operator, someone, advisor
# reaching each other
telephone, phone, mobile, cell, cellphone, smartphone
number, digits
email, mail, e-mail
# money
pay, payment, settle
charge, fee, cost, price, bill, debit
fee, surcharge, commission, penalty
price, cost, rate, expensive, cheap, how much
discount, coupon, voucher, promo code, deal, offer
cash, money, funds
withdraw, withdrawal, take out, cash out
atm, cash machine, cashpoint
deposit, pay in, put in
transfer, wire, send money, remit, move money
# accounts
account, profile
user, customer, client, member
sign up, register, registration, enroll, join, create an account, open an account
log in, login, sign in, signin, log on
log out, logout, sign out
password, passcode, pin, passphrase, secret
forget, forgot, forgotten, remember
reset, recover, restore, retrieve, recovery
block, freeze, lock, suspend, stop, disable
unblock, unlock, unfreeze, enable
# switching on and proving
activate, enable, turn on, switch on, start
set up, setup, configure, install, establish
add, attach, include, link, connect
create, make, open, generate, new
verify, verification, confirm, validate, prove, authenticate, authentication
identity, id, identification, passport, document
# cards and balances
card, debit card, credit card
bank card, card
top up, topup, add money, load, reload
balance, amount, remaining
statement, history, record, activity, transactions
transaction, payment, purchase
twice, double, duplicate, two times, again, repeated
# mistakes and places
wrong, incorrect, mistaken, inaccurate, error
currency, money, foreign
exchange rate, conversion rate
country, nation, abroad, foreign, overseas, international
address, residence, location
place, where, location
move, relocate, moving
# newsletters, opinions and rules
subscribe, subscription, sign up, newsletter
unsubscribe, opt out, cancel subscription
complaint, complain, claim, grievance, dissatisfied, unhappy
review, feedback, opinion, rating, comment
policy, terms, conditions, rules
allow, permit, possible, able, accept, eligible
accept, take, support
limit, maximum, max, cap, restriction, most
minimum, least
# time
time, long, duration, period, days, hours
when, date, time
quick, fast, urgent, soon, express, immediately, asap
free, gratis, no charge
# shops and people
item, product, article, good, goods, merchandise
store, shop
hours, open, opening
company, business, firm, corporate
child, kid, son, daughter, minor
age, old, years
job, work, employment
want, wish, would like, need
# fraud and safety
unknown, unrecognized, unfamiliar, strange, not recognize, did not make
fraud, scam, unauthorized, suspicious, compromised, hacked
secure, safe, security, protect
expire, expiry, expiration, valid, run out
renew, renewal, extend
# origin and return
source, origin, come from
why, reason, cause
return, send back, give back
gift, present
# appointments
schedule, appointment, calendar, meeting, book
reserve, reservation, book, booking
# rates and plans
rate, interest, apr
upgrade, better, higher
downgrade, lower
# telling and tools
tell, explain, describe, inform, clarify
automatic, auto, recurring, regular
machine, device, terminal
app, application
website, site, page, online, web
photo, picture, image
name, surname
holiday, vacation, trip, travel
car, vehicle, auto
salary, wage, income
`;
